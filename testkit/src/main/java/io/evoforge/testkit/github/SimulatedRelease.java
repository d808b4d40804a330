package io.evoforge.testkit.github;

/** A release of the simulated GitHub. */
record SimulatedRelease(int id, String tag, String name, String body, boolean draft, boolean prerelease) {}

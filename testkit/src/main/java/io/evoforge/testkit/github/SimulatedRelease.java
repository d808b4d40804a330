package io.evoforge.testkit.github;

/**
 * A release of the simulated GitHub.
 *
 * @param id GitHub's number of it
 * @param tag the tag it is for
 * @param name its title
 * @param body what it says
 * @param draft whether it is not published yet
 * @param prerelease whether it is said to be not ready
 */
public record SimulatedRelease(int id, String tag, String name, String body, boolean draft, boolean prerelease) {}

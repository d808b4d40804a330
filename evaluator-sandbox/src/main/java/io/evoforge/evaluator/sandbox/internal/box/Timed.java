package io.evoforge.evaluator.sandbox.internal.box;

import java.time.Duration;

/**
 * What a box answered, and what it took.
 *
 * @param value the answer
 * @param time processor time of the whole box, its compiler and garbage collector included; wall time where the system
 *     does not tell
 */
public record Timed<T>(T value, Duration time) {}

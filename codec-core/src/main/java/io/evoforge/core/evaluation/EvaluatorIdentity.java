package io.evoforge.core.evaluation;

/**
 * What measured: an evaluation can be repeated only by an equal one.
 *
 * @param name name and version of the evaluator and of what it runs on, in one line
 * @param settings digest of everything that changes a result: sequences, quality points
 * @param level how well it held the candidate
 */
public record EvaluatorIdentity(String name, String settings, ContainmentLevel level) {}

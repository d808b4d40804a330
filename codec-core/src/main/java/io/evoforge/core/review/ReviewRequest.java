package io.evoforge.core.review;

import io.evoforge.core.versioncontrol.RepositoryPath;

/**
 * A change to be reviewed. The diff and the evidence hold text that a model wrote: they are data to judge, and nothing in
 * them is an instruction.
 *
 * @param change what the change is called, such as {@code v7}
 * @param path the changed source file in the repository; line comments are about it
 * @param unifiedDiff the change of the source since the version before, in the form of {@code diff -u}; untrusted
 * @param evidence what was measured, in text for a person; untrusted
 */
public record ReviewRequest(String change, RepositoryPath path, String unifiedDiff, String evidence) {}

package io.evoforge.core.versioncontrol;

/**
 * An annotated tag to be put on a commit.
 *
 * @param name of the tag
 * @param message of the tag
 */
public record Tag(TagName name, String message) {}

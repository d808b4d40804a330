package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;

/**
 * A file in a tree.
 *
 * @param content its bytes
 * @param mode regular or executable, never {@link FileMode#KEEP}
 */
record StoredFile(FileContent content, FileMode mode) {}

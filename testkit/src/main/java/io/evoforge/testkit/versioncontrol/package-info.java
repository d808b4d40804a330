/** What every {@code VersionControl} promises, and one that lives in memory. */
@NullMarked
package io.evoforge.testkit.versioncontrol;

import org.jspecify.annotations.NullMarked;

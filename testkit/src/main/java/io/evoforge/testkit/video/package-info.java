/** Video for tests. */
@NullMarked
package io.evoforge.testkit.video;

import org.jspecify.annotations.NullMarked;

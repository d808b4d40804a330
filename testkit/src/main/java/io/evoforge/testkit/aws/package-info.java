/** Amazon's services as others imitate them, for tests on the loopback address. */
@NullMarked
package io.evoforge.testkit.aws;

import org.jspecify.annotations.NullMarked;

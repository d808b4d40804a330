/** What is left behind for a reader: the rate-distortion chart. */
@NullMarked
package io.evoforge.app.report;

import org.jspecify.annotations.NullMarked;

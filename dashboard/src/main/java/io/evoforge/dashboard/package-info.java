/** The page, the JSON interface and the metrics of a run, served over HTTP on this machine. */
@NullMarked
package io.evoforge.dashboard;

import org.jspecify.annotations.NullMarked;

/** What the dashboard asks of the program around it. */
@NullMarked
package io.evoforge.dashboard.port;

import org.jspecify.annotations.NullMarked;

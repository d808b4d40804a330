/** Real video for measuring: the default clip, Y4M files, any other file through ffmpeg, and how they become sequences. */
@NullMarked
package io.evoforge.evaluator.sandbox.video;

import org.jspecify.annotations.NullMarked;

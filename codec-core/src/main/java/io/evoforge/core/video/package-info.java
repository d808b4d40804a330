/** The codec seam: what a candidate implements, and the raw video it is given. A candidate sees nothing else of us. */
@NullMarked
package io.evoforge.core.video;

import org.jspecify.annotations.NullMarked;

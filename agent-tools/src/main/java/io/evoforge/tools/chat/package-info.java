/** Talking with Evoforge: conversations, confirmations, and a small grammar that needs no model. */
@NullMarked
package io.evoforge.tools.chat;

import org.jspecify.annotations.NullMarked;

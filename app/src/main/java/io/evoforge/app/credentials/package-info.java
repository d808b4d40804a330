/** What the verbs about credentials need: asking a person, asking GitHub, and showing a token without showing it. */
@NullMarked
package io.evoforge.app.credentials;

import org.jspecify.annotations.NullMarked;

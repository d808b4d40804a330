/** The tools by name, described for programs: arguments, schemas, and what each may change. */
@NullMarked
package io.evoforge.tools.catalog;

import org.jspecify.annotations.NullMarked;

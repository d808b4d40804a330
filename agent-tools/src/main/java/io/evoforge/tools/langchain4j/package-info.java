/** The tools for LangChain4j agents of the same process, and the chat with a model behind it. */
@NullMarked
package io.evoforge.tools.langchain4j;

import org.jspecify.annotations.NullMarked;

/** Asks models over the network: Anthropic, OpenAI and what speaks like it, Ollama. */
@NullMarked
package io.evoforge.llm.langchain4j;

import org.jspecify.annotations.NullMarked;

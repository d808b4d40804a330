package io.evoforge.llm.langchain4j;

/** How an answer ended. All of these were answered, and perhaps paid for; a fault of the call is an exception instead. */
public enum Ending {
    /** The model said all it wanted to. */
    FINISHED,
    /** The model was cut off at the length limit, also after it was asked to go on. */
    CUT_OFF,
    /** We stopped listening, because the answer was longer than we take. What came until then is kept. */
    TOO_LONG,
    /** The model, or a filter of its provider, declined to answer. */
    REFUSED,
    /** The model asked for a tool, although none was offered, and said nothing else. */
    TOOL_CALL,
    /** The model said nothing at all. */
    EMPTY
}

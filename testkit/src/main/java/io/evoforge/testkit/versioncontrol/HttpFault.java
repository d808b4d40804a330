package io.evoforge.testkit.versioncontrol;

/** What a {@link SmartHttpGitServer} does wrong with one request. */
public enum HttpFault {
    /** Closes the connection without looking at the request. */
    DROP_BEFORE(false),
    /** Carries the request out, and closes the connection without an answer. */
    DROP_AFTER(true),
    /** Resets the connection without looking at the request. */
    RESET_BEFORE(false),
    /** Carries the request out, and resets the connection without an answer. */
    RESET_AFTER(true),
    /** Carries the request out, and sends half of the answer's body. */
    TRUNCATE(true),
    /** Answers 401. */
    STATUS_401(false),
    /** Answers 403. */
    STATUS_403(false),
    /** Answers 404. */
    STATUS_404(false),
    /** Answers 429 with a wish to wait. */
    STATUS_429(false),
    /** Answers 500. */
    STATUS_500(false),
    /** Carries the request out, and answers 502 as a proxy does that lost the server. */
    STATUS_502_AFTER(true),
    /** Answers 503. */
    STATUS_503(false),
    /** Sends an answer byte by byte, for ever. */
    DRIBBLE(false),
    /** Carries the request out, and sends its answer byte by byte, too slowly. */
    DRIBBLE_AFTER(true),
    /** Never answers. */
    SILENCE(false),
    /** Carries the request out, and never answers. */
    SILENCE_AFTER(true),
    /** Sends the client to another host name of the same machine. */
    REDIRECT_HOST(false),
    /** Sends the client to another port of the same host. */
    REDIRECT_PORT(false),
    /** Answers 200 with a web page. */
    HTML(false),
    /** Carries the request out, and answers 200 with a web page. */
    HTML_AFTER(true),
    /** Answers 200, the right type, and then bytes without end. */
    FLOOD(false),
    /** Answers 200, the right type, and bytes that mean nothing. */
    GARBAGE(false);

    private final boolean processes;

    HttpFault(boolean processes) {
        this.processes = processes;
    }

    /** Whether the server carries the request out all the same. */
    public boolean processes() {
        return processes;
    }
}

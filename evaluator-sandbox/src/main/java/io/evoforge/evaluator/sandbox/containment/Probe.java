package io.evoforge.evaluator.sandbox.containment;

/** What is tried from inside a box, in this order, to learn how well it holds. */
public enum Probe {
    /** Reading a file of the machine. */
    FILE("cannot read the machine's files"),
    /** Reading somebody's environment variables: its own, or those of any process it sees. */
    ENVIRONMENT("cannot read environment variables"),
    /** Opening a network socket. */
    SOCKET("cannot open a network socket"),
    /** Talking to a local service through its socket file. */
    UNIX_SOCKET("cannot reach a local service's socket"),
    /** Writing anything anywhere. */
    WRITE("cannot write anywhere"),
    /** Starting threads without end. */
    THREADS("cannot start threads without end");

    private final String held;

    Probe(String held) {
        this.held = held;
    }

    /** What a candidate cannot do if this probe is held, such as "cannot write anywhere". */
    public String held() {
        return held;
    }
}

package io.evoforge.vcs.guard;

/**
 * A secret in a text. Never holds the secret.
 *
 * @param rule what it looks like
 * @param line where it begins, from 1
 */
public record SecretFinding(String rule, int line) {
    @Override
    public String toString() {
        return rule + " in line " + line;
    }
}

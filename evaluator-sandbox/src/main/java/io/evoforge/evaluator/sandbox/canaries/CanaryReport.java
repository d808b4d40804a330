package io.evoforge.evaluator.sandbox.canaries;

import java.util.List;

/**
 * What an evaluator made of the canaries.
 *
 * @param findings one for each canary, in order
 */
public record CanaryReport(List<Finding> findings) {
    public CanaryReport {
        findings = List.copyOf(findings);
    }

    /** Whether every canary came out as it has to. If not, no number of the evaluator can be trusted. */
    public boolean isSound() {
        return findings.stream().allMatch(Finding::asExpected);
    }

    /**
     * What became of one canary.
     *
     * @param canary what it is, such as "a better codec"
     * @param asExpected whether it came out as it has to
     * @param observed what the evaluator made of it, in one line
     */
    public record Finding(String canary, boolean asExpected, String observed) {}
}

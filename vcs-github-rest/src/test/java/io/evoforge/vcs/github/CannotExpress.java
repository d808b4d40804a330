package io.evoforge.vcs.github;

import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the tests of a contract that GitHub's interface cannot pass, each with the reason. */
final class CannotExpress implements ExecutionCondition {
    private final Map<String, String> reasons;

    CannotExpress(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod()
                .map(method -> reasons.get(method.getName()))
                .map(ConditionEvaluationResult::disabled)
                .orElse(ConditionEvaluationResult.enabled("GitHub's interface can express it"));
    }
}

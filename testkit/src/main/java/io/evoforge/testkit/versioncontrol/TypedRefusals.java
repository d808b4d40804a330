package io.evoforge.testkit.versioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.versioncontrol.VersionControlException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Turns a test that an adapter cannot express round: it passes when the adapter refuses, in the way that the port says. */
final class TypedRefusals implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        VersionControlContract contract = (VersionControlContract) context.getRequiredTestInstance();
        if (!contract.inexpressible().contains(method.getExecutable().getName())) {
            invocation.proceed();
            return;
        }
        assertThatThrownBy(invocation::proceed)
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(VersionControlException.Reason.UNSUPPORTED));
    }
}

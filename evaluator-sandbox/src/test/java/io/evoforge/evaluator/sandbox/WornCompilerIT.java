package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import io.evoforge.evaluator.sandbox.internal.candidate.Compiler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The compiling process is used for many sources; what it breaks down at need not be the fault of the last one. */
class WornCompilerIT {
    private static final SourceCode HONEST = new SourceCode(Candidates.honest());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Boxes boxes;
    private Compiler compiler;

    @BeforeEach
    void start() {
        Tools.require("prlimit", "--version");
        boxes = new Boxes(Path.of(System.getProperty("java.home")), 64, true, EnumSet.allOf(Layer.class), 0);
        compiler = new Compiler(boxes, SandboxSettings.DEFAULT.candidateClass(), PATIENCE);
    }

    @AfterEach
    void stop() {
        compiler.close();
        boxes.close();
    }

    @Test
    void a_process_that_compiled_others_before_and_breaks_down_does_not_convict_the_source() throws Exception {
        compiler.compile(HONEST);

        CompiledClasses compiled = compileWhileTheProcessBreaksDown();

        assertThat(compiled.classFiles()).containsKey(SandboxSettings.DEFAULT.candidateClass());
    }

    @Test
    void a_source_at_which_a_fresh_process_breaks_down_is_convicted() {
        compiler.warmUp();

        assertConvicted(this::compileWhileTheProcessBreaksDown);
    }

    @Test
    void a_source_that_breaks_every_process_is_convicted_by_a_fresh_one() throws CandidateFault {
        compiler.compile(HONEST);

        assertConvicted(() -> compiler.compile(Attack.named("doubles_constants").source()));
        assertThat(compiler.compile(HONEST).classFiles()).isNotEmpty();
    }

    /** Holds the process, gives it a source, and aborts it when it has begun to talk about it. */
    private CompiledClasses compileWhileTheProcessBreaksDown() throws Exception {
        Optional<ProcessHandle> found = JavaChildren.compiling();
        Assumptions.assumeTrue(found.isPresent(), "limits do not work here");
        ProcessHandle process = found.get();
        signal("-STOP", process);
        FutureTask<CompiledClasses> compiling = new FutureTask<>(() -> compiler.compile(HONEST));
        Thread thread = new Thread(compiling, "compiling");
        thread.start();
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !isExchanging(thread) && System.nanoTime() < end; ) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        signal("-ABRT", process);
        signal("-CONT", process);
        try {
            return compiling.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private static boolean isExchanging(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(call -> call.getMethodName().equals("exchange"));
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).as("kill " + name).isZero();
    }

    private static void assertConvicted(ThrowingCallable compilation) {
        assertThatThrownBy(compilation).isInstanceOfSatisfying(CandidateFault.class, fault -> {
            assertThat(fault.refusal().stage()).isEqualTo(Refusal.Stage.COMPILE);
            assertThat(fault.refusal().reason()).startsWith("the compiler cannot cope with the source (");
        });
    }
}

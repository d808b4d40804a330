package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.evaluator.sandbox.containment.Probe;
import io.evoforge.evaluator.sandbox.internal.OneLine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The layers that work on this machine, found by trying them: programs may be installed and still be forbidden to do
 * their work, as in many containers.
 *
 * @param layers the best that work together
 * @param report how well they hold
 */
record Containment(Set<Layer> layers, ContainmentReport report) {
    /** Something that passes, such as a machine without a free process, must not lower the level of a whole run. */
    private static final int TRIES = 3;

    private static final Map<Key, Containment> KNOWN = new ConcurrentHashMap<>();

    /** A machine does not change while we run, and probing takes a second. */
    private record Key(JavaLauncher java, Set<Layer> wanted) {}

    /**
     * The best containment here.
     *
     * @param wanted the layers that may be used
     * @throws EvaluatorException if not even a plain process starts
     */
    static Containment find(JavaLauncher java, WorkerJars jars, Set<Layer> wanted) {
        return KNOWN.computeIfAbsent(new Key(java, Set.copyOf(wanted)), key -> tryAll(java, jars, wanted));
    }

    private static Containment tryAll(JavaLauncher java, WorkerJars jars, Set<Layer> wanted) {
        List<String> missing = new ArrayList<>();
        Set<Layer> available = available(wanted, jars, missing);
        ProbeRun probes = new ProbeRun(jars, java);
        Containment best = new Containment(Set.of(), new ContainmentReport(Set.of(), List.of()));
        for (Set<Layer> layers : plans(available)) {
            try {
                Set<Probe> held = probe(probes, new Wrapper(layers, java.home(), jars.filter()));
                ContainmentReport report = new ContainmentReport(held, List.of());
                if (best.layers.isEmpty() || report.level().compareTo(best.report.level()) > 0) {
                    best = new Containment(layers, report);
                }
                if (report.level() == ContainmentLevel.FULL) {
                    break;
                }
            } catch (ChildFailure e) {
                missing.add(doNotWork(layers, e));
            } catch (EvaluatorException e) {
                missing.add(OneLine.of(e.getMessage()));
            }
        }
        if (best.report.level() == ContainmentLevel.FULL) {
            return best;
        }
        if (missing.isEmpty()) {
            missing.add(
                    "every layer works, but not every probe was held; something else on this machine lets them out");
        }
        return new Containment(best.layers, new ContainmentReport(best.report.held(), missing));
    }

    private static Set<Probe> probe(ProbeRun probes, Wrapper wrapper) throws ChildFailure {
        for (int failed = 1; ; failed++) {
            try {
                return probes.in(wrapper);
            } catch (ChildFailure e) {
                if (failed == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String doNotWork(Set<Layer> layers, ChildFailure failure) {
        String together =
                "the layers " + layers + " do not work together here: the box " + OneLine.of(failure.getMessage());
        return layers.contains(Layer.VIEW)
                ? together + "; if this is a container, allow it to create user namespaces and to mount /proc, or run"
                        + " Evoforge outside of it"
                : together;
    }

    private static Set<Layer> available(Set<Layer> wanted, WorkerJars jars, List<String> missing) {
        Set<Layer> available = EnumSet.noneOf(Layer.class);
        available.addAll(wanted);
        for (Layer layer : Layer.values()) {
            if (!wanted.contains(layer)) {
                missing.add("the layer " + layer + " is switched off");
            }
        }
        if (!Users.isRoot()) {
            available.remove(Layer.USER);
        }
        require("setpriv", "util-linux", Layer.USER, available, missing);
        require("prlimit", "util-linux", Layer.LIMITS, available, missing);
        require("bwrap", "bubblewrap", Layer.VIEW, available, missing);
        require("setpriv", "util-linux", Layer.LIFETIME, available, missing);
        require("unshare", "util-linux", Layer.LIFETIME, available, missing);
        if (jars.filter() == null && available.remove(Layer.SYSCALLS)) {
            missing.add("there is no filter on system calls for this machine; use x86-64 or ARM64 Linux");
        }
        if (!available.contains(Layer.VIEW)) {
            available.remove(Layer.SYSCALLS);
            available.remove(Layer.LIFETIME);
        }
        return available;
    }

    private static void require(
            String tool, String packageName, Layer layer, Set<Layer> available, List<String> missing) {
        if (available.contains(layer) && Tools.find(tool).isEmpty()) {
            available.remove(layer);
            missing.add(tool + " is not installed; install the package " + packageName);
        }
    }

    /** From all layers to none, leaving out first what is most often forbidden. */
    private static List<Set<Layer>> plans(Set<Layer> available) {
        List<Set<Layer>> plans = new ArrayList<>();
        Set<Layer> layers = EnumSet.noneOf(Layer.class);
        layers.addAll(available);
        plans.add(Set.copyOf(layers));
        for (Layer layer : List.of(Layer.LIFETIME, Layer.SYSCALLS, Layer.VIEW, Layer.LIMITS, Layer.USER)) {
            if (layers.remove(layer)) {
                plans.add(Set.copyOf(layers));
            }
        }
        return plans;
    }
}

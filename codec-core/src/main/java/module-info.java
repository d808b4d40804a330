/** The pure domain of Evoforge: values, rules and ports. It needs nothing but {@code java.base}. */
@org.jspecify.annotations.NullMarked
module io.evoforge.core {
    requires static transitive org.jspecify;

    exports io.evoforge.core.credentials;
    exports io.evoforge.core.evaluation;
    exports io.evoforge.core.evolution;
    exports io.evoforge.core.gate;
    exports io.evoforge.core.metrics;
    exports io.evoforge.core.proposal;
    exports io.evoforge.core.review;
    exports io.evoforge.core.source;
    exports io.evoforge.core.versioncontrol;
    exports io.evoforge.core.video;
}

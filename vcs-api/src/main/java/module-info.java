/** Everything about committing that is not one technology. It needs nothing but the domain. */
@org.jspecify.annotations.NullMarked
module io.evoforge.vcs {
    requires transitive io.evoforge.core;
    requires static transitive org.jspecify;

    exports io.evoforge.vcs;
    exports io.evoforge.vcs.credentials;
    exports io.evoforge.vcs.delivery;
    exports io.evoforge.vcs.files;
    exports io.evoforge.vcs.guard;
    exports io.evoforge.vcs.hosting;
    exports io.evoforge.vcs.message;
}

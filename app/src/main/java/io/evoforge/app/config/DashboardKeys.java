package io.evoforge.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys {@code dashboard.*}. */
final class DashboardKeys {
    static final ConfigKey<String> ADDRESS = new ConfigKey<>(
            "dashboard.address",
            "127.0.0.1",
            "Address that 'serve' listens on. Another than this machine's own needs dashboard.remote.",
            Parsers::text);
    static final ConfigKey<Integer> PORT = new ConfigKey<>(
            "dashboard.port", "7878", "Port that 'serve' listens on; 0 takes a free one.", Parsers.integer(0, 65_535));
    static final ConfigKey<Boolean> REMOTE = new ConfigKey<>(
            "dashboard.remote",
            "false",
            "Whether other machines may reach 'serve'. It does not encrypt: put a proxy with TLS in front.",
            Parsers::yesOrNo);
    static final ConfigKey<List<String>> HOSTS = new ConfigKey<>(
            "dashboard.hosts",
            "",
            "Names by which browsers reach 'serve' besides localhost, such as the proxy's. Others are not answered.",
            Parsers.list(Parsers::text));
    static final ConfigKey<Boolean> RUN = new ConfigKey<>(
            "dashboard.run",
            "false",
            "Whether the page may start and pause the run, rather than only watch it ('serve --run').",
            Parsers::yesOrNo);

    static final ConfigKey<Optional<Path>> TOKEN_FILE = new ConfigKey<>(
            "dashboard.token-file",
            "",
            "File that 'serve' writes its token to at every start, for its owner only and for programs such as Prometheus;"
                    + " it is not printed then.",
            Parsers.optional(Parsers::path));

    static final List<ConfigKey<?>> ALL = List.of(ADDRESS, PORT, REMOTE, HOSTS, RUN, TOKEN_FILE);

    private DashboardKeys() {}
}

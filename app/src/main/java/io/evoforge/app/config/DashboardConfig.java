package io.evoforge.app.config;

import io.evoforge.dashboard.DashboardSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keys {@code dashboard.*}; {@link DashboardKeys} describes each value. */
public record DashboardConfig(
        String address, int port, boolean remote, List<String> hosts, boolean run, Optional<Path> tokenFile) {
    static DashboardConfig from(ConfigValues values) {
        DashboardConfig config = new DashboardConfig(
                values.take(DashboardKeys.ADDRESS),
                values.take(DashboardKeys.PORT),
                values.take(DashboardKeys.REMOTE),
                values.take(DashboardKeys.HOSTS),
                values.take(DashboardKeys.RUN),
                values.take(DashboardKeys.TOKEN_FILE));
        try {
            var unused = DashboardSettings.DEFAULT.listeningOn(config.address, config.port, config.remote);
        } catch (IllegalArgumentException e) {
            values.fault("dashboard.address was '" + config.address + "' but " + e.getMessage());
        }
        return config;
    }
}

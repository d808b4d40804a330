package io.evoforge.app.wiring;

import io.evoforge.app.config.ModelConfig;
import io.evoforge.app.logging.SecretMask;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.ProposerException.Reason;
import io.evoforge.llm.langchain4j.ModelKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a model's key from where the configuration says, each time anew. */
final class ConfiguredKey {
    private static final int LONGEST = 10_000;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private ConfiguredKey() {}

    /** As below; the key stays in the mask of this process, so that no line of ours can hold it. */
    static ModelKey masked(ModelConfig model) {
        ModelKey source = of(model, System.getenv());
        return () -> {
            var found = source.find();
            found.ifPresent(SecretMask.ofProcess()::add);
            return found;
        };
    }

    static ModelKey of(ModelConfig model, Map<String, String> environment) {
        if (model.keyFile().isPresent()) {
            Path file = model.keyFile().get();
            return () -> Optional.of(read(file, model));
        }
        return () -> model.keyEnvironment()
                .map(variable -> environment.getOrDefault(variable, "").strip())
                .filter(value -> !value.isEmpty())
                .map(Secret::new);
    }

    private static Secret read(Path file, ModelConfig model) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
                throw fault(file, model, "others may read or write it; run chmod 600 on it", null);
            }
            String text =
                    Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
            if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw fault(file, model, "it does not hold a key in one line", null);
            }
            return new Secret(text);
        } catch (IOException e) {
            throw fault(file, model, "it cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static ProposerException fault(
            Path file, ModelConfig model, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ProposerException(
                Reason.UNAUTHENTICATED,
                "The key of model '" + model.settings().name() + "' cannot be taken from '" + file + "': " + why + ".",
                cause);
    }
}

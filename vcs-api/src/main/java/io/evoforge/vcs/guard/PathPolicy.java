package io.evoforge.vcs.guard;

import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps us away from files that do something by merely being in a repository: workflows, build files, owners' lists,
 * git's own settings. Whoever may write those can run code elsewhere or open the repository to others.
 *
 * @param permitted such files that may be written all the same
 */
public record PathPolicy(Set<RepositoryPath> permitted) {
    /** No exceptions. */
    public static final PathPolicy STRICT = new PathPolicy(Set.of());

    /** Directories in which every file counts, below the root or anywhere. A part with a leading dot counts anyway. */
    private static final Set<String> DIRECTORIES = Set.of("buildsrc", "gradle", "meta-inf");

    private static final Pattern FILE = Pattern.compile(String.join(
            "|",
            List.of(
                    // owners
                    "codeowners",
                    // Java
                    "pom\\.xml|mvnw|mvnw\\.cmd",
                    "(?:build|settings|init)\\.gradle(?:\\.kts)?|gradle\\.properties|gradlew|gradlew\\.bat|build\\.xml|ivy\\.xml",
                    "build\\.sbt|build\\.sc|build|build\\.bazel|workspace|workspace\\.bazel|module\\.bazel|[^/]{1,80}\\.bzl",
                    // other languages
                    "(?:gnu)?makefile|[^/]{1,80}\\.mk|cmakelists\\.txt|[^/]{1,80}\\.cmake|meson\\.build|configure(?:\\.ac)?",
                    "package\\.json|package-lock\\.json|yarn\\.lock|pnpm-lock\\.yaml",
                    "cargo\\.toml|cargo\\.lock|build\\.rs|go\\.mod|go\\.sum",
                    "pyproject\\.toml|setup\\.py|setup\\.cfg|tox\\.ini|noxfile\\.py|conftest\\.py|sitecustomize\\.py|requirements[^/]{0,40}\\.txt|pipfile(?:\\.lock)?",
                    "gemfile(?:\\.lock)?|rakefile|[^/]{1,80}\\.gemspec|composer\\.json",
                    // continuous integration and deployment
                    "jenkinsfile[^/]{0,40}|azure-pipelines\\.ya?ml|bitbucket-pipelines\\.ya?ml|appveyor\\.ya?ml|cloudbuild\\.(?:ya?ml|json)|buildspec\\.ya?ml|codecov\\.ya?ml|renovate\\.json5?|skaffold\\.ya?ml|justfile|taskfile\\.ya?ml|earthfile",
                    "dockerfile[^/]{0,40}|containerfile|docker-compose[^/]{0,40}\\.ya?ml|compose\\.ya?ml|vagrantfile|procfile|flake\\.nix|shell\\.nix|default\\.nix",
                    // agents' instructions
                    "agents\\.md|claude\\.md|gemini\\.md")));

    public PathPolicy {
        permitted = Set.copyOf(permitted);
    }

    /** Why {@code path} may not be written, for a person; empty if it may. */
    public Optional<String> faultOf(RepositoryPath path) {
        if (permitted.contains(path)) {
            return Optional.empty();
        }
        String[] parts = path.value().toLowerCase(Locale.ROOT).split("/", -1);
        boolean sensitive = Arrays.stream(parts).anyMatch(part -> part.startsWith("."))
                || Arrays.stream(parts, 0, parts.length - 1).anyMatch(DIRECTORIES::contains)
                || FILE.matcher(parts[parts.length - 1]).matches();
        return sensitive
                ? Optional.of("'" + path + "' is a file that builds, workflows or tools act on; it is written only with"
                        + " an explicit permission for this very path")
                : Optional.empty();
    }
}

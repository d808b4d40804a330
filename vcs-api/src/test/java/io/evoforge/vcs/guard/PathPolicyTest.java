package io.evoforge.vcs.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/workflows/x.yml",
                ".GitHub/Workflows/x.yml",
                "sub/.github/x",
                "CODEOWNERS",
                "docs/CODEOWNERS",
                ".gitmodules",
                ".gitattributes",
                "src/.gitattributes",
                ".mvn/jvm.config",
                "pom.xml",
                "Pom.XML",
                "module/pom.xml",
                "mvnw",
                "mvnw.cmd",
                "build.gradle",
                "settings.gradle.kts",
                "gradlew",
                "gradle/wrapper/gradle-wrapper.properties",
                "buildSrc/src/main/java/A.java",
                "Makefile",
                "GNUmakefile",
                "CMakeLists.txt",
                "BUILD.bazel",
                "tools/x.bzl",
                "package.json",
                "Cargo.toml",
                "build.rs",
                "setup.py",
                "conftest.py",
                "Jenkinsfile",
                "Jenkinsfile.release",
                ".circleci/config.yml",
                ".travis.yml",
                "azure-pipelines.yml",
                ".gitlab-ci.yml",
                "Dockerfile",
                "Dockerfile.dev",
                "docker-compose.override.yml",
                "src/main/resources/META-INF/services/java.lang.Runnable",
                ".vscode/tasks.json",
                ".husky/pre-commit",
                "AGENTS.md",
                "flake.nix"
            })
    void files_that_act_by_being_there_are_refused(String path) {
        assertThat(PathPolicy.STRICT.faultOf(new RepositoryPath(path)))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("'" + path + "' is a file that builds"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/io/evoforge/evolved/EvolvedCodec.java",
                "src/agents/evolved_codec.py",
                "metrics/evolution_metrics.json",
                "docs/evolution_log.md",
                "CHANGELOG.md",
                "history/EvolvedCodec_v3.java",
                "src/main/java/build/Makefiles.java",
                "docs/pom.xml.md"
            })
    void ordinary_files_are_allowed(String path) {
        assertThat(PathPolicy.STRICT.faultOf(new RepositoryPath(path))).isEmpty();
    }

    @Test
    void a_permission_is_for_one_very_path() {
        PathPolicy policy = new PathPolicy(Set.of(new RepositoryPath("module/pom.xml")));

        assertThat(policy.faultOf(new RepositoryPath("module/pom.xml"))).isEmpty();
        assertThat(policy.faultOf(new RepositoryPath("pom.xml"))).isPresent();
    }
}

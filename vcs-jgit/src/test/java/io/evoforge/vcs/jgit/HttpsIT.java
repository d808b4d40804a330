package io.evoforge.vcs.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol of GitHub: a token over TLS, and nothing to a server that cannot prove who it is. */
class HttpsIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private BareGitRepository bare;

    @BeforeEach
    void create() {
        bare = BareGitRepository.create(directory.resolve("served/remote.git"));
        bare.git().run("config", "http.receivepack", "true");
        bare.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("x\n"), FileMode.REGULAR));
    }

    @Test
    void commits_are_pushed_to_a_host_whose_certificate_is_trusted() throws Exception {
        Path keys = certificateFor("ip:127.0.0.1");
        try (SmartHttpGitServer server = serve(keys)) {
            Process process = publish(server, keys);

            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output()).isZero();
            assertThat(server.requests()).isNotEmpty().allMatch(SmartHttpGitServer.Request::authorized);
        }
        assertThat(bare.log(MAIN)).hasSize(2);
    }

    @Test
    void a_certificate_for_another_host_is_refused_before_anything_is_sent() throws Exception {
        Path keys = certificateFor("dns:example.org");
        try (SmartHttpGitServer server = serve(keys)) {
            Process process = publish(server, keys);

            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(output()).contains("certificate is not to be trusted");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent() throws Exception {
        Path keys = certificateFor("ip:127.0.0.1");
        try (SmartHttpGitServer server = serve(keys);
                JGitVersionControl git = new JGitVersionControl(
                        JGitSettings.remote(directory.resolve("state"), server.url("remote.git")),
                        new FixedCredentials(server.url("remote.git")),
                        JGitTestRepository.CLOCK)) {
            assertThatThrownBy(() -> git.status(MAIN, 1))
                    .isInstanceOfSatisfying(
                            VersionControlException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.PROTOCOL))
                    .hasMessageContaining("certificate is not to be trusted");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** One commit by a process that trusts {@code keys}, as a program with its own certificate authority does. */
    private Process publish(SmartHttpGitServer server, Path keys) throws Exception {
        List<String> command = ChildJvm.command(
                PublisherProcess.class,
                "one",
                directory.resolve("state").toString(),
                server.url("remote.git").value(),
                directory.resolve("acknowledged").toString(),
                "1");
        command.addAll(
                command.indexOf("-cp"),
                List.of("-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD));
        return ChildJvm.start(command, directory.resolve("output"), Map.of());
    }

    private String output() throws Exception {
        return Files.readString(directory.resolve("output"));
    }

    private SmartHttpGitServer serve(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return SmartHttpGitServer.startEncrypted(
                directory.resolve("served"), FixedCredentials.USERNAME, FixedCredentials.TOKEN, tls);
    }

    /** A new key and its certificate, which may be used as what to trust, too. */
    private Path certificateFor(String name) throws Exception {
        Path keys = directory.resolve("keys.p12");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=evoforge",
                        "-ext",
                        "SAN=" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return keys;
    }
}

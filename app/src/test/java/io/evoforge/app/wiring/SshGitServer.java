package io.evoforge.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** An SSH server on the loopback address that lets one key in and runs git for it. */
final class SshGitServer implements AutoCloseable {
    private final SshServer server;

    private SshGitServer(SshServer server) {
        this.server = server;
    }

    /**
     * Starts the server.
     *
     * @param publicKey the one that is let in, as ssh-keygen writes it
     * @param hostKey where the server keeps its own
     */
    static SshGitServer accepting(Path publicKey, Path hostKey) throws IOException, GeneralSecurityException {
        PublicKey accepted = AuthorizedKeyEntry.parseAuthorizedKeyEntry(Files.readString(publicKey))
                .resolvePublicKey(null, null, null);
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(hostKey);
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setPublickeyAuthenticator((user, offered, session) -> KeyUtils.compareKeys(offered, accepted));
        server.setCommandFactory((channel, command) -> {
            String program = command.replaceFirst("^git-", "git ");
            return new ProcessShellFactory(program, List.of("sh", "-c", program)).createShell(channel);
        });
        server.start();
        return new SshGitServer(server);
    }

    /** The URL of a repository on this machine. */
    String url(Path repository) {
        return "ssh://git@127.0.0.1:" + server.getPort() + repository;
    }

    /** A file of known hosts with this server, and with a key of a kind that is not asked for, as ssh-keyscan lists both. */
    String knownHosts() throws IOException, GeneralSecurityException {
        PublicKey key =
                server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic();
        String host = "[127.0.0.1]:" + server.getPort();
        return host + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n" + host + " "
                + PublicKeyEntry.toString(key) + "\n";
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}

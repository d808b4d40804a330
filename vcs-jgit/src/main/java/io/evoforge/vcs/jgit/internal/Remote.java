package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.vcs.jgit.JGitSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.jspecify.annotations.Nullable;

/** The remote repository: asks it, fetches from it and pushes to it, each within a deadline. */
final class Remote {
    private final RepositoryUrl url;
    private final CredentialSource credentialSource;
    private final long maximumResponseBytes;
    private final Duration connectTimeout;
    private final @Nullable SshdSessionFactory sessions;
    private boolean filters = true;
    private @Nullable HttpClient client;

    Remote(RepositoryUrl url, JGitSettings settings, Path stateDirectory, CredentialSource credentialSource) {
        this.sessions = settings.ssh() == null ? null : SshSessions.factory(settings.ssh(), stateDirectory);
        this.url = url;
        this.credentialSource = credentialSource;
        this.maximumResponseBytes = settings.maximumResponseBytes();
        this.connectTimeout = settings.deadline();
    }

    /** Made when it is needed: its certificates cost a short-lived process, such as one that tells a status, much of its time. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    // one request after another is all that git does, and proxies and test servers trip over HTTP/2
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectTimeout)
                    .build();
        }
        return client;
    }

    RepositoryUrl url() {
        return url;
    }

    /** How much history a fetch brings along. */
    enum Depth {
        /** What is new since the last fetch; a first fetch brings only the newest commit. */
        SHALLOW,
        /** The whole history. */
        FULL
    }

    /** Fetches {@code branch} and notes where the remote has it; empty if the remote has no such branch. */
    Optional<ObjectId> fetch(Repository into, BranchName branch, Depth depth, Deadline deadline)
            throws ConversationFailed {
        return converse(into, deadline, transport -> {
            Refs refs = new Refs(into);
            String tracking = Refs.remoteTip(branch);
            // what stands on a branch that we began stands on commits that are here
            boolean first = refs.get(tracking) == null && refs.get(Refs.begun(branch)) == null;
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setRemoveDeletedRefs(false);
            boolean shallow = !into.getObjectDatabase().getShallowCommits().isEmpty();
            if (depth == Depth.FULL && shallow) {
                transport.setDepth(Integer.MAX_VALUE);
            } else if (depth == Depth.SHALLOW && first && !isFile()) {
                transport.setDepth(1);
            }
            Ref advertised = fetchBranch(transport, branch, tracking);
            if (advertised == null) {
                refs.set(tracking, null);
                return Optional.empty();
            }
            return Optional.of(advertised.getObjectId());
        });
    }

    private static @Nullable Ref fetchBranch(Transport transport, BranchName branch, String tracking)
            throws IOException {
        try {
            FetchResult result = transport.fetch(
                    NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + branch.ref() + ":" + tracking)));
            return result.getAdvertisedRef(branch.ref());
        } catch (TransportException e) {
            if (isMissingBranch(e, branch)) {
                return null;
            }
            throw e;
        }
    }

    /** Fetches the commits of {@code branch}, without their files if the server can leave those out. */
    void fetchHistory(Repository into, BranchName branch, Deadline deadline) throws ConversationFailed {
        if (filters) {
            try {
                fetchHistory(into, branch, "tree:0", deadline);
                return;
            } catch (ConversationFailed e) {
                if (!e.isFilterMissing()) {
                    throw e;
                }
                filters = false;
            }
        }
        fetchHistory(into, branch, null, deadline);
    }

    private void fetchHistory(Repository into, BranchName branch, @Nullable String filter, Deadline deadline)
            throws ConversationFailed {
        converse(into, deadline, transport -> {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setFilterSpec(filter == null ? FilterSpec.NO_FILTER : FilterSpec.fromFilterLine(filter));
            transport.setCheckFetchedObjects(false); // would miss the trees
            return transport.fetch(
                    NullProgressMonitor.INSTANCE,
                    List.of(new RefSpec("+" + branch.ref() + ":" + Refs.remoteTip(branch))));
        });
    }

    /** Fetches one commit with its files, and nothing of its history. Fails if the remote does not hand it out. */
    void fetchCommit(Repository into, ObjectId commit, Deadline deadline) throws ConversationFailed {
        converse(into, deadline, transport -> {
            transport.setTagOpt(TagOpt.NO_TAGS);
            if (isFile()) {
                // JGit itself is the server then, and stumbles over an id it does not know
                return transport.fetch(
                        NullProgressMonitor.INSTANCE, List.of(new RefSpec("+refs/heads/*:refs/evoforge/seen/*")));
            }
            transport.setDepth(1);
            return transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec(commit.name())));
        });
    }

    private boolean isHttp() {
        return url.scheme().startsWith("http");
    }

    /** Whether the remote is a directory on this machine, which costs nothing to read as a whole. */
    boolean isFile() {
        return url.scheme().equals("file");
    }

    private static boolean isMissingBranch(TransportException e, BranchName branch) {
        return e.getMessage() != null && e.getMessage().contains("Remote does not have " + branch.ref());
    }

    /** Pushes {@code updates} all or nothing. Every status is in the report; none is thrown. */
    PushReport push(Repository from, List<Update> updates, Deadline deadline) throws ConversationFailed {
        return converse(from, deadline, transport -> {
            transport.setPushAtomic(updates.size() > 1);
            transport.setPushThin(true);
            List<RemoteRefUpdate> commands = new ArrayList<>();
            for (Update update : updates) {
                commands.add(new RemoteRefUpdate(
                        from, (String) null, update.target(), update.name(), false, null, update.expected()));
            }
            PushResult result = transport.push(NullProgressMonitor.INSTANCE, commands, null);
            return PushReport.of(result, updates);
        });
    }

    /**
     * One reference to be moved.
     *
     * @param expected what the remote must have there now; all zeros if nothing
     */
    record Update(String name, ObjectId target, ObjectId expected) {}

    /** What is done over one connection. */
    private interface Conversation<T> {
        T over(Transport transport) throws IOException;
    }

    private <T> T converse(Repository repository, Deadline deadline, Conversation<T> conversation)
            throws ConversationFailed {
        Optional<GitCredentials> credentials = credentials();
        try {
            return converseOnce(repository, deadline, credentials.orElse(null), conversation);
        } catch (ConversationFailed e) {
            if (e.reason() != Reason.UNAUTHENTICATED || credentials.isEmpty()) {
                throw e;
            }
            Optional<GitCredentials> newer = refreshed(credentials.get());
            if (newer.isEmpty()) {
                throw e;
            }
            return converseOnce(repository, deadline, newer.get(), conversation);
        }
    }

    private <T> T converseOnce(
            Repository repository,
            Deadline deadline,
            @Nullable GitCredentials credentials,
            Conversation<T> conversation)
            throws ConversationFailed {
        HttpExchanges exchanges = new HttpExchanges(this::client, url, credentials, deadline, maximumResponseBytes);
        Watchdog watchdog = Watchdog.until(deadline);
        try (watchdog;
                Transport transport = open(repository)) {
            if (transport instanceof TransportHttp http) {
                http.setHttpConnectionFactory(exchanges);
            } else if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(sessions);
                ssh.setTimeout(deadline.wholeSeconds());
            }
            T result = conversation.over(transport);
            PackConsolidation.run(repository);
            return result;
        } catch (IOException | RuntimeException e) {
            RemoteFault fault = exchanges.fault() != null ? exchanges.fault() : RemoteFaults.judge(e);
            if (watchdog.hasFired()) {
                fault = new RemoteFault(Reason.UNREACHABLE, "it was not done within " + deadline.allowed());
            }
            String message =
                    Redaction.redact("Cannot reach '" + url.redacted() + "': " + fault.what() + ".", credentials);
            throw new ConversationFailed(fault.reason(), message, exchanges.sentData() || !isHttp(), fault);
        }
    }

    private Transport open(Repository repository) throws IOException {
        try {
            return Transport.open(repository, new URIish(url.value()));
        } catch (URISyntaxException e) {
            throw new VersionControlException(
                    Reason.UNSUPPORTED, "JGit does not understand the URL '" + url.redacted() + "'");
        }
    }

    private Optional<GitCredentials> credentials() {
        if (!isHttp()) {
            return Optional.empty();
        }
        try {
            Optional<GitCredentials> found = credentialSource.find(url);
            found.ifPresent(this::requireOurs);
            return found;
        } catch (CredentialException e) {
            throw unavailable(e);
        }
    }

    private void requireOurs(GitCredentials credentials) {
        if (!credentials.repository().isSameRepositoryAs(url)) {
            throw new VersionControlException(
                    Reason.UNAUTHENTICATED,
                    "The credentials are for '" + credentials.repository().redacted() + "' and are not sent to '"
                            + url.redacted() + "'. Configure those of this repository.");
        }
    }

    private Optional<GitCredentials> refreshed(GitCredentials rejected) {
        try {
            Optional<GitCredentials> newer = credentialSource.refresh(rejected);
            newer.ifPresent(this::requireOurs);
            return newer;
        } catch (CredentialException e) {
            throw unavailable(e);
        }
    }

    private VersionControlException unavailable(CredentialException e) {
        return new VersionControlException(
                e.isRetryable() ? Reason.UNREACHABLE : Reason.UNAUTHENTICATED,
                "There are no credentials for '" + url.redacted() + "': " + e.getMessage(),
                e);
    }

    /** Ends the threads that SSH sessions need. */
    void close() {
        if (sessions != null) {
            sessions.close();
        }
    }
}

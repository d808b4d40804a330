package io.evoforge.testkit.github;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.jspecify.annotations.Nullable;

/** Git's own protocol over HTTP, on the repositories that the REST interface works on, with the same rules. */
final class GitTransport {
    private static final Pattern PATH =
            Pattern.compile("/([^/]+)/([^/]+)\\.git/(info/refs|git-upload-pack|git-receive-pack)");
    private static final Pattern WANT = Pattern.compile("want ([0-9a-f]{40})");
    private static final String RECEIVE = "git-receive-pack";
    private static final String UPLOAD = "git-upload-pack";

    private final SimulatedRepository repository;
    private final Account account;
    private final List<String> parameters;

    private GitTransport(SimulatedRepository repository, Account account, List<String> parameters) {
        this.repository = repository;
        this.account = account;
        this.parameters = parameters;
    }

    /** Whether a request is git's and not the REST interface's. */
    static boolean isFor(String path) {
        return PATH.matcher(path).matches();
    }

    /** The route of a request for the log. */
    static String route(String method, String path) {
        return method + " /{owner}/{repo}.git" + path.substring(path.indexOf(".git/") + ".git".length());
    }

    static Reply answer(SimulatedGitHub github, ReceivedRequest request, Map<String, String> query, byte[] body) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw new IllegalArgumentException("'" + request.path() + "' is no request of git's");
        }
        Account account;
        try {
            account = github.accounts()
                    .byHeader(
                            request.headers().get("authorization"),
                            request.path(),
                            github.clock().instant());
        } catch (Refusal wrongToken) {
            account = null;
        }
        if (account == null) {
            return Reply.text(401, "Invalid username or token.")
                    .withHeader("WWW-Authenticate", "Basic realm=\"GitHub\"");
        }
        SimulatedRepository repository = github.byName(path.group(1), path.group(2));
        if (repository == null || !account.sees(repository.fullName())) {
            return Reply.text(404, "Repository not found.");
        }
        String service = query.getOrDefault("service", path.group(3));
        if (service.equals(RECEIVE) && !account.may(Permission.CONTENTS)) {
            return Reply.text(
                    403, "Permission to " + repository.fullName() + ".git denied to " + account.login() + ".");
        }
        if (service.equals(RECEIVE) && repository.archived()) {
            return Reply.text(403, "This repository was archived so it is read-only.");
        }
        String protocol = request.headers().getOrDefault("git-protocol", "");
        GitTransport transport = new GitTransport(repository, account, List.of(protocol.split(":", -1)));
        try {
            return path.group(3).equals("info/refs") ? transport.advertise(service) : transport.serve(service, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply advertise(String service) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(out);
        lines.writeString("# service=" + service + "\n");
        lines.end();
        PacketLineOutRefAdvertiser advertiser = new PacketLineOutRefAdvertiser(lines);
        if (service.equals(RECEIVE)) {
            receivePack().sendAdvertisedRefs(advertiser);
        } else {
            uploadPack().sendAdvertisedRefs(advertiser);
        }
        return Reply.raw(out.toByteArray()).withHeader("Content-Type", "application/x-" + service + "-advertisement");
    }

    private Reply serve(String service, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (service.equals(UPLOAD)) {
            upload(body, out);
        } else {
            receivePack().receive(new ByteArrayInputStream(body), out, null);
        }
        return Reply.raw(out.toByteArray()).withHeader("Content-Type", "application/x-" + service + "-result");
    }

    private void upload(byte[] body, OutputStream out) throws IOException {
        String unknown = wantedInVain(body);
        if (unknown != null) {
            new PacketLineOut(out).writeString("ERR upload-pack: not our ref " + unknown);
            return;
        }
        try {
            uploadPack().upload(new ByteArrayInputStream(body), out, null);
        } catch (UploadPackInternalServerErrorException told) {
            // what was wrong is part of the answer already
        }
    }

    /**
     * The first wanted object that is not here; null if all are. GitHub says which one that is, where JGit, asked for the
     * newest commits only, would speak of an internal error.
     */
    private @Nullable String wantedInVain(byte[] body) throws IOException {
        PacketLineIn lines = new PacketLineIn(new ByteArrayInputStream(body));
        for (String line = lines.readString(); !PacketLineIn.isEnd(line); line = lines.readString()) {
            Matcher want = WANT.matcher(line);
            if (want.lookingAt() && !git().getObjectDatabase().has(ObjectId.fromString(want.group(1)))) {
                return want.group(1);
            }
        }
        return null;
    }

    private UploadPack uploadPack() {
        UploadPack uploadPack = new UploadPack(git());
        uploadPack.setBiDirectionalPipe(false);
        uploadPack.setExtraParameters(parameters); // version 2 of the protocol for whoever speaks it
        uploadPack.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT_TIP); // as GitHub advertises
        return uploadPack;
    }

    private ReceivePack receivePack() {
        ReceivePack receivePack = new ReceivePack(git());
        receivePack.setBiDirectionalPipe(false);
        receivePack.setPreReceiveHook(this::check);
        return receivePack;
    }

    /** The rules of the REST interface, in the words that git's users get to see. */
    private void check(ReceivePack receivePack, Collection<ReceiveCommand> commands) {
        for (ReceiveCommand command : commands) {
            boolean deletes = command.getType() == ReceiveCommand.Type.DELETE;
            ObjectId target = deletes ? null : command.getNewId();
            try {
                repository.checkUpdate(account, command.getRefName(), target);
                checkPaths(command, target);
            } catch (Refusal refusal) {
                String words = String.valueOf(refusal.getMessage());
                boolean secret = words.toLowerCase(Locale.ROOT).contains("secret");
                receivePack.sendError(
                        secret
                                ? "GH013: Repository rule violations found for " + command.getRefName()
                                        + ".\n- GITHUB PUSH PROTECTION\n- Push cannot contain secrets"
                                : "GH006: Protected branch update failed for " + command.getRefName() + ".\n- "
                                        + words);
                command.setResult(
                        ReceiveCommand.Result.REJECTED_OTHER_REASON,
                        secret ? "push declined due to repository rule violations" : "protected branch hook declined");
            }
        }
    }

    private void checkPaths(ReceiveCommand command, @Nullable ObjectId target) {
        RevCommit commit = target == null ? null : repository.store().commit(target);
        if (commit == null) {
            return;
        }
        RevCommit before = repository.store().commit(command.getOldId());
        for (DiffEntry entry : repository.store().diff(before == null ? null : before.getTree(), commit.getTree())) {
            repository.checkPath(account, entry.getNewPath());
        }
    }

    private Repository git() {
        return repository.store().repository();
    }
}

package io.evoforge.tools.chat;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.tools.Bench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandChatTest {
    private final Bench bench = new Bench()
            .adopted(
                    1,
                    evolution(1).bits(1).build(),
                    evolution(2).bits(0.5).bdRatePercent(-50, -50).build());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_commit_is_asked_about_first_and_made_after_a_yes() {
        Conversation conversation = chat(true);

        ChatReply question = say(conversation, "Commit the latest improvements to GitHub");
        int before = bench.remote().log(Bench.MAIN).size();
        ChatReply answer = say(conversation, "yes");

        assertThat(question.asksToConfirm()).isTrue();
        assertThat(question.text()).endsWith("Go on? (yes/no)");
        assertThat(before).isEqualTo(1);
        CommitId tip = bench.remote().tip(Bench.MAIN).orElseThrow();
        assertThat(answer.text()).isEqualTo("""
                        ✅ Committed v2 to GitHub
                        Commit: %1$s
                        Files: src/EvolvedCodec.java, metrics/evolution_metrics.json, docs/evolution_log.md, CHANGELOG.md
                        Metrics: 0.20 Mbps, 4.6x compression

                        View at: https://github.com/user/AiV1/commit/%1$s""".formatted(tip.shortHex()));
    }

    @Test
    void without_confirmation_the_specification_s_own_request_is_answered_at_once() {
        ChatReply answer = say(chat(false), "The codec has improved significantly. Commit it.");

        assertThat(answer.asksToConfirm()).isFalse();
        assertThat(answer.text())
                .startsWith("✅ Committed v2 to GitHub\n\nDetails:\n• Commit: ")
                .contains("• Bitrate: 0.20 Mbps\n• Compression: 4.6x\n• Files: src/EvolvedCodec.java")
                .contains(
                        "\n\nThis is a 50% improvement over v1!\n\nView commit: https://github.com/user/AiV1/commit/");
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(2);
    }

    @Test
    void the_status_is_told_without_asking() {
        String tip = bench.remote().tip(Bench.MAIN).orElseThrow().hex().substring(0, 7);

        ChatReply answer = say(chat(true), "Show GitHub status");

        assertThat(answer.text()).isEqualTo("""
                        Current status:
                        Branch: main
                        Last commit: %s (v1)
                        Total commits: 1
                        Uncommitted changes: Yes (v2)

                        Latest evolutions:
                        • v1: 0.40 Mbps (8 hours ago)""".formatted(tip));
    }

    @Test
    void a_no_or_anything_else_does_nothing() {
        Conversation conversation = chat(true);

        say(conversation, "commit it");
        ChatReply no = say(conversation, "No.");
        ChatReply late = say(conversation, "yes");
        say(conversation, "commit it");
        ChatReply other = say(conversation, "Show GitHub status");
        ChatReply later = say(conversation, "yes");

        assertThat(no.text()).isEqualTo("All right, nothing is done.");
        assertThat(late.text()).startsWith("I did not understand that, and did nothing.");
        assertThat(other.text()).startsWith("Current status:");
        assertThat(later.text()).startsWith("I did not understand that, and did nothing.");
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(1);
    }

    @Test
    void each_person_confirms_only_what_they_asked_for() {
        Chat chat = new CommandChat(bench.tools(), ChatSettings.DEFAULT, bench.clock());
        Conversation one = chat.open();
        Conversation other = chat.open();

        say(one, "commit it");
        say(other, "yes");

        assertThat(bench.remote().log(Bench.MAIN)).hasSize(1);
    }

    @Test
    void what_is_committed_already_is_not_said_to_be_new() {
        Conversation conversation = chat(false);

        say(conversation, "commit it");
        ChatReply again = say(conversation, "Commit the latest improvements to GitHub");

        assertThat(again.text()).startsWith("Nothing new to commit: v2 is on GitHub already");
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(2);
    }

    private Conversation chat(boolean confirms) {
        return new CommandChat(bench.tools(), ChatSettings.DEFAULT.withConfirms(confirms), bench.clock()).open();
    }

    private static ChatReply say(Conversation conversation, String message) {
        List<String> pieces = new ArrayList<>();
        ChatReply reply = conversation.say(message, pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(reply.text());
        return reply;
    }
}

package io.evoforge.vcs.files;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.vcs.message.Improvement;
import io.evoforge.vcs.message.ModelText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The change log in the form of keepachangelog.com, for users: a section for each version, newest first. */
final class Changelog {
    static final MarkedFile FILE = new MarkedFile("""
            # Changelog

            The format follows [Keep a Changelog](https://keepachangelog.com/en/1.1.0/). Versions of the codec are added
            when they are adopted.

            """, Changelog::firstPlace);

    /** A section of a release, or the link definitions at the end of a file; not the section of what is unreleased. */
    private static final Pattern RELEASE = Pattern.compile("(?im)^(?:## (?!\\[?unreleased)|\\[[^\\]\\n]{1,80}\\]: )");

    private static final int SUMMARY_LENGTH = 300;

    private Changelog() {}

    private static int firstPlace(String text) {
        Matcher release = RELEASE.matcher(text);
        return release.find() ? release.start() : text.length();
    }

    static String entry(Evolution evolution) {
        String summary = ModelText.markdown(evolution.summary(), SUMMARY_LENGTH);
        String section = heading("[codec " + evolution.version() + "]", evolution.adoptedAt());
        if (evolution.isSeed()) {
            return section + "### Added\n\n- Seed codec, from which the evolution starts: " + summary + "\n";
        }
        return section
                + String.format(
                        Locale.ROOT,
                        "### Changed\n\n- Codec %s (BD-rate %+.2f %%): %s\n",
                        Improvement.describe(evolution),
                        Improvement.bdRatePercent(evolution).orElse(0),
                        summary);
    }

    static String rollbackEntry(@Nullable EvolutionVersion from, EvolutionVersion to, String reason, Instant at) {
        return heading("[codec " + to + " again]", at)
                + "### Removed\n\n- "
                + (from == null ? "What replaced" : "Codec " + from + "; back to")
                + " codec " + to + ": " + ModelText.markdown(reason, SUMMARY_LENGTH) + "\n";
    }

    private static String heading(String version, Instant at) {
        return "## " + version + " - " + LocalDate.ofInstant(at, ZoneOffset.UTC) + "\n\n";
    }
}

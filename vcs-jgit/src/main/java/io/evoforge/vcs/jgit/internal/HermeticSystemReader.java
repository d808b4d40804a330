package io.evoforge.vcs.jgit.internal;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * A system without users: no environment, no home, no git configuration but the one in our own repository.
 *
 * <p>Installed once, on the private copy of JGit that these classes are loaded with.
 */
final class HermeticSystemReader extends SystemReader.Delegate {
    private static final SystemReader ORIGINAL = SystemReader.getInstance();

    private HermeticSystemReader() {
        super(ORIGINAL);
    }

    /** Makes this the reader of this copy of JGit. Repeating it changes nothing. */
    static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof HermeticSystemReader)) {
            SystemReader.setInstance(new HermeticSystemReader());
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public String getHostname() {
        return "localhost"; // the real one would cost a name look-up
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    /** A configuration without a file. */
    private static final class NoFile extends FileBasedConfig {
        NoFile(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
            // holds for a remote that is a directory, too: cleaning up there is its owner's business
            setInt("gc", null, "auto", 0);
            setInt("gc", null, "autoPackLimit", 0);
            setBoolean("receive", null, "autogc", false);
        }

        @Override
        public void load() {
            // there is nothing to load
        }

        @Override
        public void save() {
            // what JGit has measured is not worth a file
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        /**
         * Answers what JGit would otherwise measure by rewriting a file for three seconds: how fine the file system's
         * time stamps are. Only our instance writes into the directory, so a rough figure does no harm.
         */
        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long defaultValue, TimeUnit wanted) {
            if (section.equals("filesystem")) {
                return wanted.convert(10, TimeUnit.MILLISECONDS);
            }
            return super.getTimeUnit(section, subsection, name, defaultValue, wanted);
        }
    }
}

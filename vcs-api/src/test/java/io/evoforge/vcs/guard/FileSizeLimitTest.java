package io.evoforge.vcs.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import org.junit.jupiter.api.Test;

class FileSizeLimitTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final RepositoryPath PATH = new RepositoryPath("codec.bin");

    @Test
    void forty_mebibytes_are_allowed_by_default_and_forty_one_are_not() {
        assertThat(FileSizeLimit.DEFAULT.faultOf(PATH, FileContent.of(new byte[40 * MEBIBYTE])))
                .isEmpty();
        assertThat(FileSizeLimit.DEFAULT.faultOf(PATH, FileContent.of(new byte[41 * MEBIBYTE])))
                .contains("'codec.bin' has 42991616 bytes, more than the 41943040 allowed in one file");
    }

    @Test
    void a_limit_that_nothing_could_keep_is_refused() {
        assertThatThrownBy(() -> new FileSizeLimit(0)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.evoforge.core.video;

/**
 * What a candidate is: a lossy video codec in one top-level class with a public no-argument constructor.
 *
 * <p>Encoder and decoder run in different processes; nothing but the returned bytes crosses between them. The decoder is
 * told neither the frame size nor the number of frames, so the bitstream has to carry them.
 *
 * <p>Both methods must be deterministic: the same input gives the same output in every process and on every machine.
 */
public interface VideoCodec {
    /**
     * Codes a sequence.
     *
     * @param source the raw video, at least one frame
     * @param quality from 0 to 100; higher looks better and takes more bytes
     * @return the whole bitstream
     */
    byte[] encode(VideoSequence source, int quality);

    /**
     * Rebuilds a sequence from what {@link #encode} returned.
     *
     * @param bitstream what {@link #encode} returned, nothing added
     * @return video of the size, frame rate and number of frames that was coded, in the same order
     */
    VideoSequence decode(byte[] bitstream);
}

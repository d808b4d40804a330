package io.evoforge.dashboard.model;

import java.util.List;

/**
 * What an established codec did on one sequence.
 *
 * @param label the codec's title
 * @param group the kind of sequence, in lower case
 * @param sequence its name
 * @param points in rising order of bitrate
 */
public record AnchorLine(String label, String group, String sequence, List<Point> points) {
    public AnchorLine {
        points = List.copyOf(points);
    }

    /**
     * One point.
     *
     * @param bitrateMbps in Mbit/s
     * @param psnrYDb mean over frames in dB
     */
    public record Point(double bitrateMbps, double psnrYDb) {}
}

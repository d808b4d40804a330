package io.evoforge.tools.mcp;

import io.evoforge.tools.EvolutionLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Draws the bitrate of versions at equal quality as SVG. Holds no text of a model. */
final class BitrateChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 48;

    private BitrateChart() {}

    /** The drawing for versions, newest first. */
    static String of(List<EvolutionLine> newestFirst) {
        List<EvolutionLine> versions = new ArrayList<>(newestFirst);
        Collections.reverse(versions);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<title>Bitrate of the adopted versions in Mbit/s</title>%n",
                WIDTH,
                HEIGHT));
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#888\"/>%n",
                MARGIN,
                MARGIN / 2,
                HEIGHT - MARGIN,
                WIDTH - MARGIN / 2));
        if (versions.isEmpty()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\">No version was adopted yet</text>%n",
                    MARGIN * 2,
                    HEIGHT / 2));
            return svg.append("</svg>\n").toString();
        }
        double highest =
                versions.stream().mapToDouble(EvolutionLine::bitrateMbps).max().orElseThrow();
        List<String> points = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            double x = MARGIN + (i + 0.5) * (WIDTH - 1.5 * MARGIN) / versions.size();
            double y = HEIGHT - MARGIN - versions.get(i).bitrateMbps() / highest * (HEIGHT - 2 * MARGIN);
            points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s: %.3f Mbit/s</title></circle>%n",
                    x,
                    y,
                    versions.get(i).version(),
                    versions.get(i).bitrateMbps()));
            if (i == 0 || i == versions.size() - 1) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.2f</text>%n"
                                + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                        x,
                        y - 8,
                        versions.get(i).bitrateMbps(),
                        x,
                        HEIGHT - MARGIN + 18,
                        versions.get(i).version()));
            }
        }
        svg.append("<polyline fill=\"none\" stroke=\"#07c\" points=\"")
                .append(String.join(" ", points))
                .append("\"/>\n");
        return svg.append("</svg>\n").toString();
    }
}

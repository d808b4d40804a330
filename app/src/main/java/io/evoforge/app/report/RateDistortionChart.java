package io.evoforge.app.report;

import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.metrics.RateDistortionPoint;
import java.util.List;
import java.util.Locale;

/**
 * Draws rate-distortion curves as an SVG file that any browser shows: PSNR-Y over bitrate, bitrate on a logarithmic
 * scale, because codecs differ by factors.
 *
 * @param title above the chart
 * @param series the curves, oldest first; at least one
 */
public record RateDistortionChart(String title, List<Series> series) {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 520;
    private static final int LEFT = 64;
    private static final int RIGHT = 150;
    private static final int TOP = 56;
    private static final int BOTTOM = 60;

    /** One curve with its label. */
    public record Series(String label, RateDistortionCurve curve) {}

    public RateDistortionChart {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a chart needs at least 1 curve");
        }
    }

    /** The chart as SVG text. */
    public String toSvg() {
        return new Drawing().draw();
    }

    private final class Drawing {
        private final StringBuilder svg = new StringBuilder();
        private final double lowRate = Math.floor(extreme(true, true) * 10) / 10;
        private final double highRate = Math.ceil(extreme(true, false) * 10) / 10;
        private final double lowPsnr = Math.floor(extreme(false, true));
        private final double highPsnr = Math.ceil(extreme(false, false));

        String draw() {
            line(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                            + " font-size=\"13\">",
                    WIDTH, HEIGHT);
            line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
            line("<text x=\"%d\" y=\"30\" font-size=\"17\" fill=\"#1b1f24\">%s</text>", LEFT, escaped(title));
            psnrGrid();
            rateGrid();
            line(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#57606a\">Bitrate in Mbit/s"
                            + " (logarithmic)</text>",
                    (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16);
            line(
                    "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#57606a\">PSNR-Y in"
                            + " dB</text>",
                    (TOP + HEIGHT - BOTTOM) / 2);
            for (int i = 0; i < series.size(); i++) {
                curve(i);
            }
            line("</svg>");
            return svg.toString();
        }

        private void psnrGrid() {
            int step = highPsnr - lowPsnr > 12 ? 2 : 1;
            for (int psnr = (int) lowPsnr; psnr <= highPsnr; psnr += step) {
                double y = y(psnr);
                grid(LEFT, y, WIDTH - RIGHT, y);
                line("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#57606a\">%d</text>", LEFT - 8, y + 4, psnr);
            }
        }

        private void rateGrid() {
            double[] mantissas = highRate - lowRate > 1.5 ? new double[] {1, 2, 5} : new double[] {1, 1.5, 2, 3, 5, 7};
            for (int exponent = (int) Math.floor(lowRate); exponent <= highRate; exponent++) {
                for (double mantissa : mantissas) {
                    double rate = mantissa * Math.pow(10, exponent);
                    if (Math.log10(rate) < lowRate || Math.log10(rate) > highRate) {
                        continue;
                    }
                    double x = x(rate);
                    grid(x, TOP, x, HEIGHT - BOTTOM);
                    line(
                            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#57606a\">%s</text>",
                            x, HEIGHT - BOTTOM + 20, plain(rate));
                }
            }
        }

        private void curve(int index) {
            Series one = series.get(index);
            String colour = colour(index);
            StringBuilder path = new StringBuilder();
            for (RateDistortionPoint point : one.curve().points()) {
                path.append(path.isEmpty() ? "M" : " L")
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x(megabits(point)), y(point.psnrDb())));
            }
            line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
            for (RateDistortionPoint point : one.curve().points()) {
                line(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s: %.3f Mbit/s, %.2f"
                                + " dB</title></circle>",
                        x(megabits(point)),
                        y(point.psnrDb()),
                        colour,
                        escaped(one.label()),
                        megabits(point),
                        point.psnrDb());
            }
            int legendY = TOP + 10 + index * 22;
            line(
                    "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>",
                    WIDTH - RIGHT + 16, legendY - 4, colour);
            line(
                    "<text x=\"%d\" y=\"%d\" fill=\"#1b1f24\">%s</text>",
                    WIDTH - RIGHT + 38, legendY + 2, escaped(one.label()));
        }

        private void grid(double x1, double y1, double x2, double y2) {
            line("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#d8dee4\"/>", x1, y1, x2, y2);
        }

        /** From grey for the oldest to a strong blue-green for the newest, evenly in hue and lightness. */
        private String colour(int index) {
            if (index == 0) {
                return "#8c959f";
            }
            double share = series.size() == 2 ? 1 : (index - 1) / (series.size() - 2.0);
            return String.format(Locale.ROOT, "hsl(%.0f 70%% %.0f%%)", 35 + share * 175, 48 - share * 10);
        }

        private double x(double megabits) {
            return LEFT + (Math.log10(megabits) - lowRate) / (highRate - lowRate) * (WIDTH - LEFT - RIGHT);
        }

        private double y(double psnr) {
            return HEIGHT - BOTTOM - (psnr - lowPsnr) / (highPsnr - lowPsnr) * (HEIGHT - TOP - BOTTOM);
        }

        private double extreme(boolean rate, boolean lowest) {
            var values = series.stream()
                    .flatMap(one -> one.curve().points().stream())
                    .mapToDouble(point -> rate ? Math.log10(megabits(point)) : point.psnrDb());
            return (lowest ? values.min() : values.max()).orElseThrow();
        }

        private void line(String format, Object... arguments) {
            svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
        }
    }

    private static double megabits(RateDistortionPoint point) {
        return point.bitrate().megabitsPerSecond();
    }

    private static String plain(double value) {
        return value >= 1
                ? String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

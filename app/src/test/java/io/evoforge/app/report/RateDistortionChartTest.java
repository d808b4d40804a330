package io.evoforge.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.metrics.RateDistortionPoint;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class RateDistortionChartTest {
    @Test
    void every_point_of_every_curve_is_drawn_in_a_well_formed_file() throws Exception {
        RateDistortionChart chart = new RateDistortionChart(
                "Rate & distortion <of v1>",
                List.of(
                        new RateDistortionChart.Series("v1", curve(1_000_000)),
                        new RateDistortionChart.Series("v2", curve(400_000))));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.toSvg())));

        assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(8);
        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo("Rate & distortion <of v1>");
    }

    @Test
    void a_codec_with_fewer_bits_stands_further_left() throws Exception {
        String svg = new RateDistortionChart(
                        "t",
                        List.of(
                                new RateDistortionChart.Series("v1", curve(1_000_000)),
                                new RateDistortionChart.Series("v2", curve(400_000))))
                .toSvg();

        List<Double> x = svg.lines()
                .filter(line -> line.startsWith("<circle"))
                .map(line -> Double.parseDouble(line.replaceAll(".* cx=\"([0-9.]+)\".*", "$1")))
                .toList();
        assertThat(x.get(4)).isLessThan(x.get(0));
        assertThat(x.subList(0, 4)).isSorted();
    }

    @Test
    void a_chart_without_curves_is_refused() {
        assertThatThrownBy(() -> new RateDistortionChart("t", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static RateDistortionCurve curve(double lowest) {
        return new RateDistortionCurve(List.of(
                new RateDistortionPoint(new Bitrate(lowest), 30),
                new RateDistortionPoint(new Bitrate(lowest * 1.7), 33),
                new RateDistortionPoint(new Bitrate(lowest * 3), 36.5),
                new RateDistortionPoint(new Bitrate(lowest * 5), 39)));
    }
}

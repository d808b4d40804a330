/**
 * How fast it is, beside other programs that do the same in the same run. Build and run one topic with
 *
 * <pre>{@code
 * mvn -q -pl benchmarks -am -DskipTests package && java -jar benchmarks/target/benchmarks.jar metrics
 * }</pre>
 *
 * <p>Without a name, all topics are listed. Ratios and CPU times hold on a busy machine too; wall-clock times need a quiet
 * one.
 */
@NullMarked
package io.evoforge.benchmarks;

import org.jspecify.annotations.NullMarked;

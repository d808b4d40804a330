package io.evoforge.tools.catalog;

import io.evoforge.tools.EvolutionLine;
import java.util.List;

/**
 * Several versions, in an object as JSON-RPC wants it.
 *
 * @param evolutions newest first
 */
public record EvolutionList(List<EvolutionLine> evolutions) {
    public EvolutionList {
        evolutions = List.copyOf(evolutions);
    }
}

package io.evoforge.engine.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Several populations that develop apart: candidate {@code c} belongs to island {@code c mod islands}, and is developed
 * from one of that island's own sources, so that a way that is worse at first may be followed to where it pays. From time
 * to time the best of an island visits the next one; an island that has not improved for long begins again from the
 * champion. Adoption is always against the one champion.
 *
 * @param islands how many, at least 1
 * @param archive how many sources an island keeps, at least 1
 * @param migrationInterval after how many candidates of an island the best of the one before it comes to visit
 * @param stagnation after how many candidates without a better one an island begins again
 */
public record Islands(int islands, int archive, int migrationInterval, int stagnation) implements SearchStrategy {
    /** Three islands of eight sources. */
    public static final Islands DEFAULT = new Islands(3, 8, 10, 25);

    public Islands {
        if (islands < 1 || archive < 1 || migrationInterval < 1 || stagnation < 1) {
            throw new IllegalArgumentException("numbers of islands are at least 1 but were " + islands + ", " + archive
                    + ", " + migrationInterval + ", " + stagnation);
        }
    }

    @Override
    public String name() {
        return "islands";
    }

    @Override
    public int generationSize() {
        return 1;
    }

    @Override
    public Population newPopulation() {
        return new Archipelago(this);
    }

    private static final class Archipelago implements Population {
        private final Islands settings;
        private final List<Island> islands = new ArrayList<>();
        private @Nullable Individual champion;

        Archipelago(Islands settings) {
            this.settings = settings;
            for (int i = 0; i < settings.islands(); i++) {
                islands.add(new Island(settings.archive()));
            }
        }

        @Override
        public void measured(Individual individual) {
            Island island = islandOf(individual.candidate());
            island.take(individual);
            if (island.arrivals % settings.migrationInterval() == 0) {
                int before = (islands.indexOf(island) + islands.size() - 1) % islands.size();
                islands.get(before).best().ifPresent(island::visit);
            }
            if (island.sinceBetter >= settings.stagnation() && champion != null) {
                island.restart(champion);
            }
        }

        @Override
        public void adopted(Individual newChampion) {
            boolean first = champion == null;
            champion = newChampion;
            if (first) {
                islands.forEach(island -> island.restart(newChampion));
            } else {
                islandOf(newChampion.candidate()).visit(newChampion);
            }
        }

        @Override
        public void withdrawn(Individual standing) {
            champion = standing;
            islands.forEach(island -> island.restart(standing));
        }

        @Override
        public Individual parent(long candidate, SplittableRandom random) {
            return islandOf(candidate).choose(random).orElseGet(() -> Objects.requireNonNull(champion));
        }

        @Override
        public List<Individual> inspirations(long candidate, Individual parent, int limit) {
            List<Individual> others = new ArrayList<>();
            if (champion != null) {
                others.add(champion);
            }
            islands.forEach(island -> island.best().ifPresent(others::add));
            return others.stream()
                    .filter(individual -> individual.candidate() != parent.candidate())
                    .distinct()
                    .sorted(Comparator.comparingDouble(Individual::score))
                    .limit(limit)
                    .toList();
        }

        private Island islandOf(long candidate) {
            return islands.get((int) (candidate % islands.size()));
        }
    }

    /** The sources of one island: at most one of each size class, so that short and long ways both survive. */
    private static final class Island {
        private final int capacity;
        private final List<Individual> residents = new ArrayList<>();
        private int arrivals;
        private int sinceBetter;

        Island(int capacity) {
            this.capacity = capacity;
        }

        Optional<Individual> best() {
            return residents.stream().min(Comparator.comparingDouble(Individual::score));
        }

        void take(Individual individual) {
            arrivals++;
            boolean better =
                    best().map(best -> individual.score() < best.score()).orElse(true);
            sinceBetter = better ? 0 : sinceBetter + 1;
            visit(individual);
        }

        /** Lets {@code individual} live here if it is the best of its kind; the worst of all makes room. */
        void visit(Individual individual) {
            for (Individual resident : List.copyOf(residents)) {
                if (kind(resident) == kind(individual)) {
                    if (resident.score() <= individual.score()) {
                        return;
                    }
                    residents.remove(resident);
                }
            }
            residents.add(individual);
            if (residents.size() > capacity) {
                residents.stream()
                        .max(Comparator.comparingDouble(Individual::score))
                        .ifPresent(residents::remove);
            }
        }

        /** How long a source is, in steps of a fifth: what differs less is a variant, and only the best variant stays. */
        private static int kind(Individual individual) {
            return (int) (Math.log(Math.max(1, individual.source().text().length())) / Math.log(1.2));
        }

        void restart(Individual champion) {
            residents.clear();
            residents.add(champion);
            sinceBetter = 0;
        }

        /** The better of two drawn by chance: good ones often, every one sometimes. */
        Optional<Individual> choose(SplittableRandom random) {
            if (residents.isEmpty()) {
                return Optional.empty();
            }
            Individual one = residents.get(random.nextInt(residents.size()));
            Individual other = residents.get(random.nextInt(residents.size()));
            return Optional.of(one.score() <= other.score() ? one : other);
        }
    }
}

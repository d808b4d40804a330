package io.evoforge.testkit.evolution;

import io.evoforge.core.evolution.EvolutionStore;

class InMemoryEvolutionStoreTest extends EvolutionStoreContract {
    private final InMemoryEvolutionStore.Disk disk = new InMemoryEvolutionStore.Disk();

    @Override
    protected EvolutionStore open() {
        return disk.open();
    }
}

package io.evoforge.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.engine.search.Bandit.Arm;
import java.util.List;
import org.junit.jupiter.api.Test;

class BanditTest {
    private static final Arm CHEAP = new Arm("cheap", "edit");
    private static final Arm DEAR = new Arm("dear", "edit");

    private final Bandit bandit = new Bandit();

    @Test
    void of_two_equal_arms_the_ten_times_cheaper_one_gets_at_least_four_fifths() {
        int cheap = 0;
        for (int i = 0; i < 50; i++) {
            Arm arm = play(i % 3 == 0 ? 1 : 0, i % 3 == 0 ? 1 : 0);
            cheap += arm.equals(CHEAP) ? 1 : 0;
        }

        assertThat(cheap).isBetween(40, 48);
    }

    @Test
    void an_arm_that_is_worth_its_price_is_used() {
        int dear = 0;
        for (int i = 0; i < 200; i++) {
            dear += play(0, 1).equals(DEAR) ? 1 : 0;
        }

        assertThat(dear).isGreaterThan(100);
    }

    @Test
    void every_arm_is_tried_twice_first_also_when_many_are_under_way() {
        List<Arm> arms = List.of(CHEAP, DEAR);
        for (Arm expected : List.of(CHEAP, CHEAP, DEAR, DEAR)) {
            Arm arm = bandit.choose(arms);
            bandit.planned(arm);

            assertThat(arm).isEqualTo(expected);
        }
    }

    @Test
    void a_withdrawn_plan_is_as_if_it_had_not_been() {
        bandit.planned(CHEAP);
        bandit.planned(CHEAP);
        bandit.withdrawn(CHEAP);

        assertThat(bandit.choose(List.of(CHEAP, DEAR))).isEqualTo(CHEAP);
    }

    private Arm play(double rewardOfCheap, double rewardOfDear) {
        Arm arm = bandit.choose(List.of(CHEAP, DEAR));
        bandit.planned(arm);
        boolean cheap = arm.equals(CHEAP);
        bandit.decided(arm, cheap ? rewardOfCheap : rewardOfDear, cheap ? 1000 : 10_000);
        return arm;
    }
}

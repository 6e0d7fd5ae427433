/*
 * The rows of fix_table, one for each file of a strategy.
 */
#ifndef SENDFIX_FIX_STRATEGIES_H
#define SENDFIX_FIX_STRATEGIES_H

#include "fix/fix.h"

extern const FixStrategy fix_async_mutex;
extern const FixStrategy fix_bind_temporary;
extern const FixStrategy fix_bound_add_send;
extern const FixStrategy fix_boxed_future;
extern const FixStrategy fix_cell_to_sync;
extern const FixStrategy fix_channel;
extern const FixStrategy fix_drop_before_await;
extern const FixStrategy fix_dyn_add_send;
extern const FixStrategy fix_error_add_send_sync;
extern const FixStrategy fix_feature_flag;
extern const FixStrategy fix_future_add_send;
extern const FixStrategy fix_instrument;
extern const FixStrategy fix_map_err;
extern const FixStrategy fix_move_into_task;
extern const FixStrategy fix_own_capture;
extern const FixStrategy fix_rc_to_arc;
extern const FixStrategy fix_relax_send;
extern const FixStrategy fix_self_by_mut_ref;
extern const FixStrategy fix_spawn_local;
extern const FixStrategy fix_unsafe_send_wrapper;
extern const FixStrategy fix_wrap_in_mutex;

#endif

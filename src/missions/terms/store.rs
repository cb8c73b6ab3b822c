//! SQL of the terms.

use super::Terms;
use crate::accounts::UserId;
use crate::db::{Result, Tx};
use crate::missions::model::ItemId;
use crate::sql;

pub async fn terms(tx: &mut Tx, user: UserId, item: ItemId) -> Result<Option<Terms>> {
    tx.sql(sql!(
        "select m.opens_at, m.closes_at, i.cool_down_seconds,
                (select max(s.created_at) from submissions s
                  where s.item_id = i.id and s.user_id = $1 and s.purpose = 'full'
                    and s.state <> 'failed') as last_at
           from mission_items i join missions m on m.id = i.mission_id where i.id = $2"
    ))
    .bind(user)
    .bind(item)
    .optional()
    .await
}
